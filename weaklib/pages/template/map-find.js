// The search: people, organisations, fields and circles, by any part of their names.

var LETTERS = { "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
var index = [], options = [], active = -1, MOST = 10;

function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/[øæœßłđðþı]/g, function (letter) { return LETTERS[letter]; });
}
function entries() {
  if (index.length || !size) { return; }
  name.forEach(function (text, i) { index.push({ kind: "person", text: text, folded: folded(text), i: i }); });
  [["organisation", organisation], ["field", field], ["circle", circle]].forEach(function (pair) {
    var counts = new Uint32Array(pair[1].of.length + 1);
    pair[1].at.forEach(function (code) { counts[code]++; });
    pair[1].of.forEach(function (text, place) {
      index.push({ kind: pair[0], text: text, folded: folded(text), column: pair[1], code: place + 1, many: counts[place + 1] });
    });
  });
}
// the start of the whole before that of a word before any other place
function rank(text, asked) {
  var place = text.indexOf(asked), best = place < 0 ? -1 : place === 0 ? 0 : 2;
  for (; best === 2 && place >= 0; place = text.indexOf(asked, place + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[place - 1])) { best = 1; }
  }
  return best;
}
function find(asked) {
  entries();
  var found = [];
  index.forEach(function (entry) {
    var place = rank(entry.folded, asked);
    if (place >= 0) { found.push([place, entry.kind === "person" ? today.strength[entry.i] % UNKNOWN : 101 + entry.many, entry]); }
  });
  found.sort(function (one, two) { return one[0] - two[0] || two[1] - one[1]; });
  return found.map(function (each_) { return each_[2]; });
}
function suggest() {
  var asked = folded(get("search").value.trim());
  var found = asked ? find(asked) : [];
  options = found.slice(0, MOST);
  active = -1;
  put(get("found"), options.map(function (entry, place) {
    var about = entry.kind === "person" ? said(organisation, entry.i) || "organisation not known"
      : entry.kind + ", " + counted(entry.many, "person", "people");
    var option = made("li", { role: "option", id: "option-" + place, "aria-selected": "false" }, [made("b", {}, entry.text), " ", made("span", {}, about)]);
    option.addEventListener("mousedown", function (event) {
      event.preventDefault();
      take(entry);
    });
    return option;
  }));
  var none = asked && !found.length;
  if (none) { put(get("found"), made("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nobody and nothing is called so")); }
  expand(Boolean(asked));
  put(get("hits"), !asked ? "" : none ? "Nothing found" : counted(found.length, "thing") + " found"
    + (found.length > MOST ? ", the first " + MOST + " are listed" : ""));
}
function expand(open) {
  get("found").hidden = !open;
  get("search").setAttribute("aria-expanded", String(open));
  if (!open) { activate(-1); }
}
function activate(place) {
  var rows = get("found").children;
  if (rows[active]) { rows[active].setAttribute("aria-selected", "false"); }
  active = place;
  if (options[active]) {
    rows[active].setAttribute("aria-selected", "true");
    rows[active].scrollIntoView({ block: "nearest" });
    get("search").setAttribute("aria-activedescendant", "option-" + active);
  } else { get("search").removeAttribute("aria-activedescendant"); }
}
function take(entry) {
  get("search").value = entry.kind === "person" ? entry.text : "";
  expand(false);
  if (entry.kind === "person") {
    open_(entry.i, true);
  } else {
    state.focus = entry.kind === "circle" ? null : { column: entry.column, code: entry.code, words: entry.text + " (" + entry.kind + ")" };
    state.circle = entry.kind === "circle" ? entry.code : -1;
    state.hidden.clear();
    flyTo();
  }
}
function keys(event) {
  var open = !get("found").hidden, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    if (!open) { suggest(); }
    if (options.length) {
      activate(active < 0 ? (step > 0 ? 0 : options.length - 1) : (active + step + options.length) % options.length);
    }
  } else if (event.key === "Enter") {
    event.preventDefault();
    var entry = options[Math.max(active, 0)];
    if (open && entry) { take(entry); }
  } else if (event.key === "Escape") {
    if (open) { expand(false); } else { get("search").value = ""; }
  }
}
