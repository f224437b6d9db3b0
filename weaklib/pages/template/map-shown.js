// Who is shown: those known on the day that is shown, as far as the filters let them be.

var state = {
  step: steps, hidden: new Set(), lines: new Set(), circle: -1, focus: null, group: null, chosen: -1,
  sort: "strength", down: true, page: 0
};
var shown = new Uint8Array(size), counts = new Uint32Array(classes.length), knownThen = 0, order = [];

function isPast() { return state.step < steps; }
function choose() {
  var focus = state.focus, number = 0;
  counts.fill(0);
  knownThen = 0;
  for (var i = 0; i < size; i++) {
    shown[i] = tie[i] !== ABSENT && !state.hidden.has(tie[i]) && (state.circle < 0 || circle.at[i] === state.circle) &&
      (!focus || focus.column.at[i] === focus.code) ? 1 : 0;
    number += shown[i];
    if (tie[i] !== ABSENT) {
      counts[tie[i]]++;
      knownThen++;
    }
  }
  put(get("count"), countWords(number));
  get("all").hidden = number === knownThen;
  get("gather").disabled = !number;
  get("focus").hidden = !focus;
  if (focus) { put(get("focus").firstChild, "Only: " + focus.words); }
}
function countWords(number) {
  var people = counted(knownThen, "person", "people"), then = isPast() ? " known then" : "";
  if (!knownThen) { return isPast() ? "Nobody was known then" : "Nobody is on this map"; }
  if (number < knownThen) { return count(number) + " of " + people + then; }
  return (knownThen === 1 ? people + then + " is" : "All " + people + then + " are") + " shown";
}
// `goal` is what of the map to look at from now on; without it, what one looked at before
function apply(goal) {
  choose();
  draw(goal);
  state.page = 0;
  sortTable();
  tellFilters();
  tellGroup();
}
function everybody() {
  state.hidden.clear();
  state.circle = -1;
  state.focus = null;
  apply(wholeMap);
}
function shownPeople() {
  var people = [];
  for (var i = 0; i < size; i++) { if (shown[i]) { people.push(i); } }
  return people;
}
function toggle(set, what) { if (!set.delete(what)) { set.add(what); } }
