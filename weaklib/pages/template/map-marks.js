// What is marked on the map: a person's own ties, and the line around a group. Marks are shapes, so that the
// people under them need not be drawn again.

function marks() { return (figure.layout.shapes || []).concat(ownTies(), outline()); }
function ownTies() {
  var i = state.chosen;
  if (i < 0 || !shown[i] || isNaN(spot.x[i])) { return []; }
  var paths = { observed: "", inferred: "" };
  tiesAt(i).forEach(function (found) {
    var j = found.other;
    if (shown[j] && !isNaN(spot.x[j]) && tieKnown(found.tie, state.step)) {
      paths[observed(found.tie) ? "observed" : "inferred"] += "M" + spot.x[i] + "," + spot.y[i] + "L" + spot.x[j] + "," + spot.y[j];
    }
  });
  return Object.keys(paths).filter(function (how) { return paths[how]; }).map(function (how) {
    return mark(paths[how], how, how === "inferred" ? { width: 1.3, dash: "dot" } : { width: 1.8, dash: "solid" });
  }).concat(ringAround(i));
}
function mark(path, called, line) {
  return { type: "path", path: path, xref: "x", yref: "y", layer: "above", name: called, line: Object.assign({ color: ink("--mark") }, line) };
}
function ringAround(i) {
  return { type: "circle", xsizemode: "pixel", ysizemode: "pixel", xanchor: spot.x[i], yanchor: spot.y[i], x0: -11, x1: 11,
    y0: -11, y1: 11, line: { color: ink("--mark"), width: 2.5 }, xref: "x", yref: "y", layer: "above", name: "chosen" };
}
function outline() {
  var path = state.group && state.group.path;
  return path ? [mark(path, "group", { width: 1.5, dash: "dash" })] : [];
}
function tip(event) {
  var point = event.points.filter(function (one) { return typeof one.customdata === "number"; })[0];
  if (!point) { return; }
  var box = get("tip"), place = get("place").getBoundingClientRect(), mouse = event.event || {};
  put(box, tipOf(point.customdata));
  box.hidden = false;
  var x = (mouse.clientX || 0) - place.left, y = (mouse.clientY || 0) - place.top;
  box.style.left = Math.max(4, x + 16 + box.offsetWidth > place.width ? x - box.offsetWidth - 12 : x + 16) + "px";
  box.style.top = Math.max(4, Math.min(y + 12, place.height - box.offsetHeight - 4)) + "px";
}
function tipOf(i) {
  var told = [
    [said(position, i), said(organisation, i)].filter(Boolean).join(" · ") || "organisation not known",
    [symbol(tie[i]), classes[tie[i]] + ", " + meanings[tie[i]] + (isPast() ? ", on " + onDay(dayAt(state.step)) : "")],
    isPast() ? "" : last[i] ? "last in touch on " + onDay(last[i]) : "no contact on record",
    said(circle, i) ? "circle: " + said(circle, i) : "no tie to your other contacts is known"
  ];
  return [made("b", {}, name[i])].concat(told.filter(Boolean).map(function (words) { return made("span", {}, words); }));
}
