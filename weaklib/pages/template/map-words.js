// Numbers, days and ties in words.

var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];

function count(number) { return number.toLocaleString("en"); }
function counted(number, noun, many) {
  return count(number) + " " + (number === 1 ? noun : many || noun + "s");
}
function listed(words) {
  return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
}
function onDay(number) {
  var day = new Date(number * 864e5);
  return day.getUTCDate() + " " + MONTHS[day.getUTCMonth()] + " " + day.getUTCFullYear();
}
function hundredths(share) { return share === UNKNOWN ? "not known" : (share / 100).toFixed(2); }
function wayWords(way, i) {
  if (way === 0) { return said(organisation, i); }
  if (way === 1) { return "the field " + said(field, i); }
  var kind = way.slice(0, way.indexOf(" ")), called = way.slice(kind.length + 1);
  return kind === "organisation" ? called : called.indexOf(kind + " ") === 0 ? called : "the " + kind + " " + called;
}
function tieWords(number) {
  var was = observed(number);
  var on = cards.ties.kinds.filter(function (kind, place) {
    return kind[1] === was && ties.evidence[number] & (1 << place);
  }).map(function (kind) { return kind[0]; });
  var start = was ? "seen" : "they probably know each other";
  return on.length ? start + ": " + listed(on) : was ? "seen together" : start;
}
