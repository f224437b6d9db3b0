// The hand: a lasso or a box drawn around people. One line, then the hand moves the map again.

var tool = "", drawnPath = [];

function pickUp(what) {
  tool = tool === what ? "" : what;
  drawnPath = [];
  ["lasso", "box"].forEach(function (id) { get(id).setAttribute("aria-pressed", String(tool === id)); });
  get("hand").toggleAttribute("hidden", !tool);
  put(get("hand"), []);
  get("tip").hidden = true;
}
function under(event) {
  var edge = get("hand").getBoundingClientRect();
  return [event.clientX - edge.left, event.clientY - edge.top];
}
function begin(event) {
  drawnPath = [under(event)];
  get("hand").setPointerCapture(event.pointerId);
}
function lead(event) {
  if (!drawnPath.length) { return; }
  var start = drawnPath[0], end = under(event), before = drawnPath[drawnPath.length - 1];
  if (tool === "box") {
    drawnPath = [start, [end[0], start[1]], end, [start[0], end[1]]];
    drawnPath.length = 4;
  } else if (Math.hypot(end[0] - before[0], end[1] - before[1]) > 3) { drawnPath.push(end); }
  put(get("hand"), drawn("polygon", { points: drawnPath.join(" ") }));
}
function finish() {
  var path = drawnPath;
  if (!path.length) { return; }
  pickUp(tool);
  if (path.length > 2) { gather(inside(path), "inside the line that you drew", onMap(path)); }
}
// a place on the screen as one on the map
function onMap(path) {
  var full = get("map")._fullLayout;
  return "M" + path.map(function (point) {
    return full.xaxis.p2l(point[0] - full._size.l).toFixed(2) + "," + full.yaxis.p2l(point[1] - full._size.t).toFixed(2);
  }).join("L") + "Z";
}
function inside(path) {
  var full = get("map")._fullLayout;
  return shownPeople().filter(function (i) {
    return !isNaN(spot.x[i]) &&
      surrounds(path, full.xaxis.l2p(spot.x[i]) + full._size.l, full.yaxis.l2p(spot.y[i]) + full._size.t);
  });
}
// a place is inside if a ray from it crosses the line an odd number of times
function surrounds(path, x, y) {
  var odd = false;
  for (var i = 0, j = path.length - 1; i < path.length; j = i++) {
    var one = path[i], two = path[j];
    if ((one[1] > y) !== (two[1] > y) && x < (two[0] - one[0]) * (y - one[1]) / (two[1] - one[1]) + one[0]) { odd = !odd; }
  }
  return odd;
}
function hand() {
  ["lasso", "box"].forEach(function (id) { get(id).addEventListener("click", function () { pickUp(id); }); });
  get("hand").addEventListener("pointerdown", begin);
  get("hand").addEventListener("pointermove", lead);
  get("hand").addEventListener("pointerup", finish);
  get("hand").addEventListener("pointercancel", function () { pickUp(tool); });
}
