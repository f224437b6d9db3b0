// A group of people: summed up in a small table, listed in the large one, and kept as CSV.

var MOST_LISTED = 6;
// what a spreadsheet would take for a formula gets an apostrophe before it
var FORMULA = /^'*\s*[=+\-@＝＋－＠\t\r\n]/;

function gather(people, what, path) {
  state.group = people.length ? { people: people, what: what, path: path || "" } : null;
  state.page = 0;
  sortTable();
  tellGroup();
  light();
  if (!people.length) { put(get("picked").firstElementChild, "Nobody is " + what); }
  get("picked").hidden = false;
}
function forget() {
  state.group = null;
  sortTable();
  tellGroup();
  light();
}
function groupShown() { return state.group ? state.group.people.filter(function (i) { return shown[i]; }) : []; }
function tellGroup() {
  var people = groupShown(), number = counted(people.length, "person", "people");
  get("group").hidden = get("picked").hidden = !state.group;
  if (!state.group) { return; }
  var told = number + (people.length === 1 ? " is " : " are ") + state.group.what;
  put(get("picked").firstElementChild, made("a", { href: "#group" }, told));
  put(get("called"), told);
  var when = isPast() ? "Ties as of " + onDay(dayAt(state.step)) + "; all else as of " + onDay(cards.day) + "."
    : "As of " + onDay(cards.day) + ".";
  put(get("short"), "In short. " + when);
  put(get("summary"), summary(people).map(function (row) {
    return made("tr", {}, [made("th", { scope: "row" }, row[0]), made("td", { class: "number", "data-label": "Number" }, count(row[1])),
      made("td", { class: "number", "data-label": "Not known of" }, count(row[2])), made("td", { class: "text", "data-label": "Which" }, row[3] || "–")]);
  }));
}
// the strongest first
function byStrength(people) {
  return people.slice().sort(function (one, two) {
    return (strength[two] === UNKNOWN ? -1 : strength[two]) - (strength[one] === UNKNOWN ? -1 : strength[one]) || one - two;
  });
}
function summary(people) {
  var strongest = byStrength(people), bridges = strongest.filter(function (i) { return bridge[i]; });
  bridges.sort(function (one, two) { return bridging[two] - bridging[one]; });
  var ways = [].concat.apply([], strongest.map(function (i) {
    return (cards.opens[i] || []).map(function (way) { return wayWords(way, i); });
  }));
  var rows = [
    row("people", people.length, 0, strongest.map(function (i) { return name[i]; })),
    classRow(people),
    valueRow("organisations", organisation, people),
    valueRow("fields", field, people),
    valueRow("circles", circle, people)
  ];
  if (isPast()) { return rows; }
  return rows.concat([
    row("bridges", bridges.length, people.filter(function (i) { return bridging[i] === UNKNOWN; }).length,
      bridges.map(function (i) { return name[i] + " (" + hundredths(bridging[i]) + ")"; })),
    row("only ways into", ways.length, 0, ways)
  ]);
}
function row(about, number, unknown, found) {
  var more = found.length > MOST_LISTED ? [count(found.length - MOST_LISTED) + " more"] : [];
  return [about, number, unknown, listed(found.slice(0, MOST_LISTED).concat(more))];
}
function classRow(people) {
  var many = new Uint32Array(classes.length), unknown = classes.indexOf("unknown");
  people.forEach(function (i) { many[tie[i]]++; });
  var found = classes.map(function (text, klass) { return many[klass] ? text + " (" + count(many[klass]) + ")" : ""; }).filter(Boolean);
  return row("classes", found.length - (many[unknown] ? 1 : 0), many[unknown], found);
}
// the most frequent first, and of equally frequent ones in the order of their letters
function valueRow(about, column, people) {
  var many = new Uint32Array(column.of.length + 1);
  people.forEach(function (i) { many[column.at[i]]++; });
  var found = column.of.map(function (_, place) { return place + 1; }).filter(function (code) { return many[code]; });
  found.sort(function (one, two) { return many[two] - many[one] || one - two; });
  return row(about, found.length, many[0], found.map(function (code) { return column.of[code - 1] + " (" + count(many[code]) + ")"; }));
}

function isoDay(number) { return new Date(number * 864e5).toISOString().slice(0, 10); }
function share(value) { return value === UNKNOWN ? "" : (value / 100).toFixed(2); }
function csv(people) {
  var heads = ["name", "organisation", "position", "circle", "class", "strength"];
  var rows = byStrength(people).map(function (i) {
    var cells = [name[i], said(organisation, i), said(position, i), said(circle, i), classes[tie[i]], share(strength[i])];
    return isPast() ? cells : cells.concat([share(bridging[i]), last[i] ? isoDay(last[i]) : ""]);
  });
  return [isPast() ? heads : heads.concat(["bridging", "last_contact"])].concat(rows).map(function (cells) {
    return cells.map(cell).join(",") + "\r\n";
  }).join("");
}
function cell(text) {
  var guarded = FORMULA.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(guarded) ? '"' + guarded.replace(/"/g, '""') + '"' : guarded;
}
function save() {
  var file = new Blob(["\ufeff", csv(groupShown())], { type: "text/csv;charset=utf-8" });
  var link = made("a", { href: URL.createObjectURL(file), download: "weaklib-people-" + isoDay(dayAt(state.step)) + ".csv" });
  link.click();
  setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
}
function group() {
  get("gather").addEventListener("click", function () { gather(shownPeople(), "shown on the map"); });
  get("save").addEventListener("click", save);
  ["forget", "release"].forEach(function (id) { get(id).addEventListener("click", forget); });
}
