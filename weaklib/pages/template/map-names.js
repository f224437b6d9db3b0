// What is written on the map: the names that the drawing has, those of circles from near, and of who is chosen.

var NEAR = 1.5, MOST_NAMES = 60, LONGEST = 28;
var named = new Map();
data.names.forEach(function (whose) { named.set(whose[0], { kind: whose[1], number: whose[2] }); });

// where each circle lies: its middle, and how far its members stand from it
var lands = (function () {
  var found = circle.of.map(function (text, place) { return { code: place + 1, text: text, x: 0, y: 0, many: 0, far: 0 }; });
  function eachMember(what) {
    for (var i = 0; i < size; i++) {
      if (circle.at[i] && !isNaN(spot.x[i])) { what(found[circle.at[i] - 1], spot.x[i], spot.y[i]); }
    }
  }
  eachMember(function (one, x, y) { one.x += x; one.y += y; one.many++; });
  found.forEach(function (one) { one.x /= one.many || 1; one.y /= one.many || 1; });
  eachMember(function (one, x, y) { one.far = Math.max(one.far, Math.hypot(x - one.x, y - one.y)); });
  return found;
})();

// `seen` is the part of the map that is in the picture: its ranges, and how many pixels it is wide and high
function namesIn(seen) {
  var alive = circlesAlive(), first = nameOfChosen(seen).concat(nameOfCircle());
  return apart(first.concat(namesOfCircles(alive, seen), namesDrawn(alive, seen)), first.length, seen);
}
function circlesAlive() {
  var alive = new Set();
  for (var i = 0; i < size; i++) { if (shown[i] && circle.at[i]) { alive.add(circle.at[i]); } }
  return alive;
}
// a name goes with whom it names, a circle's with the last of its members; groups of the ring with any choice
function namesDrawn(alive, seen) {
  return (figure.layout.annotations || []).filter(function (_, place) {
    var whose = named.get(place);
    if (!whose) { return !circle.of.length || !(state.circle >= 0 || state.focus || isPast()); }
    if (whose.kind === "person") { return shown[whose.number] && whose.number !== state.chosen; }
    return alive.has(whose.number + 1) && whose.number + 1 !== state.circle && zoomOf(seen) < NEAR;
  });
}
// from near every circle in the picture is named, the largest first
function namesOfCircles(alive, seen) {
  var x = seen.x, y = seen.y;
  if (zoomOf(seen) < NEAR) { return []; }
  return lands.filter(function (one) {
    return alive.has(one.code) && one.code !== state.circle && one.x > x[0] && one.x < x[1] && one.y > y[0] && one.y < y[1];
  }).sort(function (one, two) { return two.many - one.many; }).slice(0, MOST_NAMES).map(nameOfLand);
}
function nameOfCircle() { return state.circle > 0 ? [nameOfLand(lands[state.circle - 1])] : []; }
function nameOfLand(one) {
  return { x: one.x, y: one.y + one.far, yanchor: "bottom", yshift: 8, showarrow: false,
    text: "<b>" + still(shortened(one.text, LONGEST)) + "</b>", name: "circle:" + still(one.text),
    font: { size: 13, color: ink("--ink") }, bgcolor: ink("--veil"), borderpad: 1 };
}
function nameOfChosen(seen) {
  var i = state.chosen;
  if (i < 0 || !shown[i] || isNaN(spot.x[i])) { return []; }
  // at an edge it stands inwards
  var across = (spot.x[i] - seen.x[0]) / (seen.x[1] - seen.x[0]), side = across < 0.2 ? "left" : across > 0.8 ? "right" : "center";
  return [{ x: spot.x[i], y: spot.y[i], xanchor: side, text: "<b>" + still(shortened(name[i], 40)) + "</b>", name: "person:" + i,
    showarrow: false, yshift: 22, font: { size: 14, color: ink("--ink") }, bgcolor: ink("--paper"),
    bordercolor: ink("--mark"), borderwidth: 1, borderpad: 3, opacity: 0.95 }];
}
// whole letters: half of an emoji would be a box
function shortened(text, most) {
  var letters = Array.from(text);
  return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text;
}
// of names that would cover one another, the first stays, and none that the edge would cut or the buttons would
// cover; the first `sure` always do
function apart(names, sure, seen) {
  var taken = [roomOfButtons()];
  return names.filter(function (one, place) {
    var box = roomOf(one, seen), whole_ = box[0] > -4 && box[2] < seen.wide + 4 && box[1] > -4 && box[3] < seen.high + 4;
    var free = whole_ && taken.every(function (other) {
      return box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1];
    });
    if (free || place < sure) { taken.push(box); }
    return free || place < sure;
  });
}
// left, top, right and bottom of the buttons, and of a name, in pixels
function roomOfButtons() {
  var row = document.querySelector(".explorer .zoom"), left = row.offsetLeft - 4, top = row.offsetTop - 4;
  return [left, top, left + row.offsetWidth, top + row.offsetHeight];
}
function roomOf(one, seen) {
  var lines = one.text.replace(/<\/?b>/g, "").split("<br>"), pixels = one.font.size;
  var longest = Math.max.apply(null, lines.map(function (line) { return line.length; }));
  var wide = longest * pixels * (one.text.indexOf("<b>") < 0 ? 0.62 : 0.72) + 8, tall = lines.length * pixels * 1.35 + 8;
  var left = (one.x - seen.x[0]) / (seen.x[1] - seen.x[0]) * seen.wide - { left: 0, right: wide, center: wide / 2 }[one.xanchor || "center"];
  var top = (seen.y[1] - one.y) / (seen.y[1] - seen.y[0]) * seen.high - (one.yshift || 0) - { top: 0, bottom: tall, middle: tall / 2 }[one.yanchor || "middle"];
  return [left, top, left + wide, top + tall];
}
