// What of the map is seen: nearer, farther, the whole, or where some people stand.

// what the whole map spans, coasts included; names do not widen it
function span(axis) {
  var least = Infinity, most = -Infinity;
  base.data.forEach(function (trace) {
    for (var i = 0; trace[axis] && i < trace[axis].length; i++) {
      if (trace[axis][i] < least) { least = trace[axis][i]; }
      if (trace[axis][i] > most) { most = trace[axis][i]; }
    }
  });
  var room = 0.05 * (most - least) || 1;
  return least > most ? [-1, 1] : [least - room, most + room];
}
var wholeMap = { x: span("x"), y: span("y") };

function range(axis) { return get("map")._fullLayout[axis].range.slice(); }
function seenNow() {
  var room = get("map")._fullLayout._size;
  return { x: range("xaxis"), y: range("yaxis"), wide: room.w, high: room.h };
}
// how many times wider than high the picture is; before it is drawn, about. The room on the page counts, since
// plotly takes notice of a new one with the next change only
function aspect() {
  var map = get("map"), edge = (map._fullLayout || {})._size || { l: 4, r: 4, t: 4, b: 70 };
  return (map.clientWidth - edge.l - edge.r) / Math.max(map.clientHeight - edge.t - edge.b, 50);
}
// the ranges, one of them widened to the shape of the picture
function evened(ranges, shape) {
  var by = shape || aspect(), x = ranges.x[1] - ranges.x[0], y = ranges.y[1] - ranges.y[0], more = [y * by - x, x / by - y];
  function widened(pair, by) { return by > 0 ? [pair[0] - by / 2, pair[1] + by / 2] : pair.slice(); }
  return { x: widened(ranges.x, more[0]), y: widened(ranges.y, more[1]) };
}
function width(ranges) {
  var even = evened(ranges);
  return even.x[1] - even.x[0];
}
function zoomOf(ranges) { return width(wholeMap) / width(ranges); }
function zoomed() { return get("map")._fullLayout ? zoomOf({ x: range("xaxis"), y: range("yaxis") }) : 1; }
function nearness(ranges) { return Math.max(1, Math.min(Math.sqrt(zoomOf(ranges)), 2.5)); }
// a new drawing shows what the last one did; the whole map stays whole in a window of another shape
function view() {
  if (!get("map")._fullLayout) { return { x: wholeMap.x.slice(), y: wholeMap.y.slice() }; }
  var now = { x: range("xaxis"), y: range("yaxis") };
  var isWhole = zoomed() < 1.02 && ["x", "y"].every(function (axis) {
    var all = wholeMap[axis], little = (all[1] - all[0]) / 50;
    return now[axis][0] < all[0] + little && now[axis][1] > all[1] - little;
  });
  return isWhole ? { x: wholeMap.x.slice(), y: wholeMap.y.slice() } : now;
}
function see(ranges) {
  var even = evened(ranges);
  Plotly.relayout(get("map"), { "xaxis.range": even.x, "yaxis.range": even.y });
}
function whole() { see(wholeMap); }
// nearer around a place, which stays where it is: two numbers from 0 to 1, from the left and from below
function zoom(by, place) {
  function closer(now, share) {
    var fixed = now[0] + share * (now[1] - now[0]);
    return [fixed + (now[0] - fixed) * by, fixed + (now[1] - fixed) * by];
  }
  see({ x: closer(range("xaxis"), place ? place[0] : 0.5), y: closer(range("yaxis"), place ? place[1] : 0.5) });
}
// many turns of a wheel are one step, at most one for each picture that the screen shows
var turned = { by: 1, place: null, asked: false };
function wheel(event) {
  var box = event.target.closest("#map") && get("map").querySelector(".nsewdrag");
  // on a page of many things the wheel moves the page
  if (!box || (explorer.dataset.among !== undefined && !event.ctrlKey && !event.metaKey)) { return; }
  event.preventDefault();
  var turn = event.deltaY * (event.deltaMode === 1 ? 16 : 1), edge = box.getBoundingClientRect();
  turned.by *= Math.exp(Math.max(-200, Math.min(turn, 200)) / 400);
  turned.place = [(event.clientX - edge.left) / edge.width, (edge.bottom - event.clientY) / edge.height];
  if (!turned.asked) { requestAnimationFrame(turnedWheel); }
  turned.asked = true;
}
function turnedWheel() {
  var by = turned.by;
  turned.by = 1;
  turned.asked = false;
  zoom(by, turned.place);
}
// sizes and names follow when the moving ends
var looked = 0;
function moved(change) {
  if (!Object.keys(change).some(function (part) { return /^[xy]axis/.test(part); })) { return; }
  get("tip").hidden = true;
  clearTimeout(looked);
  looked = setTimeout(function () {
    var by = nearness(view());
    if (Math.abs(by / near - 1) > 0.15 || (by === 1 && near !== 1)) { draw(); }
    light();
  }, 300);
}
// where these people stand, with some water around; the whole map where they stand all over it
function around(people) {
  var found = {};
  ["x", "y"].forEach(function (axis) {
    var least = Infinity, most = -Infinity;
    people.forEach(function (i) {
      least = Math.min(least, isNaN(spot[axis][i]) ? least : spot[axis][i]);
      most = Math.max(most, isNaN(spot[axis][i]) ? most : spot[axis][i]);
    });
    found[axis] = [least, most];
  });
  if (!(found.x[0] <= found.x[1])) { return wholeMap; }
  var water = 0.3 * Math.max(found.x[1] - found.x[0], found.y[1] - found.y[0]) + 3;
  ["x", "y"].forEach(function (axis) { found[axis] = [found[axis][0] - water, found[axis][1] + water]; });
  return zoomOf(found) < 1.15 ? wholeMap : found;
}
// shows those who are chosen, and flies to them
function flyTo() {
  choose();
  apply(state.circle >= 0 || state.focus ? around(shownPeople()) : wholeMap);
}
// whoever is chosen in the table or by search comes into the picture
function intoView(i) {
  if (isNaN(spot.x[i])) { return; }
  var now = { x: range("xaxis"), y: range("yaxis") }, outside = false;
  ["x", "y"].forEach(function (axis) {
    var half = (now[axis][1] - now[axis][0]) / 2, place = spot[axis][i];
    if (place < now[axis][0] || place > now[axis][1]) {
      now[axis] = [place - half, place + half];
      outside = true;
    }
  });
  if (outside) { see(now); }
}
