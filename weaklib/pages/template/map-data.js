// What the page knows: columns unpacked, everybody by number, today and on earlier days. Nothing here draws.

var data = JSON.parse(document.getElementById("data").textContent);
var cards = data.cards;
var UNKNOWN = 255, ABSENT = 255;
var KINDS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, f4: Float32Array };

function unpacked(packed) {
  var text = atob(packed.bdata);
  var bytes = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i++) { bytes[i] = text.charCodeAt(i); }
  return new KINDS[packed.dtype](bytes.buffer);
}
function decoded(value) {
  if (value && value.bdata) { return unpacked(value); }
  if (value && value.of && value.at) {
    var codes = unpacked(value.at);
    return Array.prototype.map.call(codes, function (code) { return value.of[code - 1]; });
  }
  return value;
}
function each(object, change) {
  var changed = {};
  Object.keys(object).forEach(function (name) { changed[name] = change(object[name]); });
  return changed;
}
function texts(coded) { return { of: coded.of, at: unpacked(coded.at) }; }
// 0 is none
function said(column, i) { return column.at[i] ? column.of[column.at[i] - 1] : ""; }

var name = cards.name;
var size = name.length;
var organisation = texts(cards.organisation), position = texts(cards.position);
var field = texts(cards.field), circle = texts(cards.circle), confidence = texts(cards.confidence);
var classes = cards.class.of, meanings = cards.class.meanings;
var today = { tie: unpacked(cards.class.at), strength: unpacked(cards.strength) };
var outlook = unpacked(cards.outlook), closeness = unpacked(cards.closeness), parts = each(cards.parts, unpacked);
var bridging = unpacked(cards.bridging), bridge = unpacked(cards.bridge);
var first = unpacked(cards.first), last = unpacked(cards.last), days = unpacked(cards.days);
var contacts = each(cards.contacts, unpacked);
var known = unpacked(cards.ties.known), seen = unpacked(cards.ties.seen);
var ties = tiesOf(cards.ties);
var months = monthsOf(cards.months);

function starts(many) {
  var from = new Uint32Array(many.length + 1);
  for (var i = 0; i < many.length; i++) { from[i + 1] = from[i] + many[i]; }
  return from;
}
// each tie stands in the file once, and here with both its ends
function tiesOf(packed) {
  var many = unpacked(packed.many), end = unpacked(packed.other);
  var weight = unpacked(packed.weight), evidence = unpacked(packed.evidence);
  var counts = new Uint32Array(size), i, k, at = 0;
  for (i = 0; i < size; i++) {
    counts[i] += many[i];
    for (k = 0; k < many[i]; k++) { counts[end[at++]]++; }
  }
  var from = starts(counts), free = from.slice();
  var other = new Uint32Array(from[size]), tied = new Uint32Array(from[size]);
  at = 0;
  for (i = 0; i < size; i++) {
    for (k = 0; k < many[i]; k++, at++) {
      other[free[i]] = end[at];
      tied[free[i]++] = at;
      other[free[end[at]]] = i;
      tied[free[end[at]]++] = at;
    }
  }
  return { from: from, other: other, tied: tied, weight: weight, evidence: evidence };
}
function monthsOf(packed) {
  return { from: starts(unpacked(packed.many)), month: unpacked(packed.month), days: unpacked(packed.days) };
}
function observed(number) { return ties.evidence[number] >> cards.ties.kinds.length > 0; }
// the strongest first, as far as the file holds them
function tiesAt(i) {
  var found = [];
  for (var at = ties.from[i]; at < ties.from[i + 1]; at++) {
    found.push({ other: ties.other[at], tie: ties.tied[at] });
  }
  return found.sort(function (one, two) {
    return ties.weight[two.tie] - ties.weight[one.tie] || one.other - two.other;
  });
}

// the earlier days, the last of all being that of the map; `tie` and `strength` are those of the day shown
var steps = data.past.days.length;
var since = unpacked(data.past.since);
var past = data.past.days.map(function (_, step) {
  return { tie: unpacked(data.past.class[step]), strength: unpacked(data.past.strength[step]) };
});
var tie = today.tie, strength = today.strength;

function dayAt(step) { return step < steps ? data.past.days[step] : cards.day; }
function tieKnown(number, step) { return step === steps || since[number] <= step; }
// the number of the tie between two; -1 where the page holds none
function tieBetween(one, two) {
  for (var at = ties.from[one]; at < ties.from[one + 1]; at++) {
    if (ties.other[at] === two) { return ties.tied[at]; }
  }
  return -1;
}
