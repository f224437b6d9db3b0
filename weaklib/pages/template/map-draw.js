// The picture: plotly draws the traces, the names and the marks.

var config = {
  responsive: true, displaylogo: false, showSendToCloud: false, scrollZoom: false,
  plotGlPixelRatio: Math.max(1, window.devicePixelRatio || 1),
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"],
  doubleClick: false
};
var near = 1;  // the nearer one looks, the larger people are, though less than the distance between them

function inDark() {
  var copy = { data: base.data.slice(), layout: JSON.parse(JSON.stringify(base.layout)) };
  (isDark() ? data.dark : []).forEach(function (change) {
    var path = change[0], holder = copy;
    path.slice(0, -1).forEach(function (step, depth) {
      // only what changes is copied: places and numbers are shared
      if (depth > 0 && path[0] === "data") {
        holder[step] = Array.isArray(holder[step]) ? holder[step].slice() : Object.assign({}, holder[step]);
      }
      holder = holder[step];
    });
    holder[path[path.length - 1]] = decoded(change[1]);
  });
  return copy;
}
var figure = inDark();

// sizes are meant for a map 700 pixels wide
function larger() {
  var map = get("map");
  return near * Math.max(0.8, Math.min(map.clientWidth / 690, (map.clientHeight - 60) / 580, 2));
}
// a step is as long upwards as sideways: the ranges see to that, since plotly would calculate all anew at each zoom
function layoutOf(ranges, annotations, below) {
  var legend = figure.layout.legend || {};
  return Object.assign({}, figure.layout, {
    annotations: annotations,
    shapes: marks(),
    margin: { l: 4, r: 4, t: 4, b: below },
    legend: Object.assign({}, legend, { orientation: "h", x: 0, y: 0, xanchor: "left", yref: "container", yanchor: "bottom",
      font: Object.assign({}, legend.font, { size: legendSize() }) }),
    xaxis: Object.assign({}, figure.layout.xaxis, { range: ranges.x.slice(), autorange: false }),
    yaxis: Object.assign({}, figure.layout.yaxis, { range: ranges.y.slice(), autorange: false, scaleanchor: null }),
    uirevision: null,
    autosize: true,
    dragmode: dragMode(ranges)
  });
}
// on a phone a finger moves the page, and only from near the map
function dragMode(ranges) { return narrow.matches && zoomOf(ranges) < 1.1 ? false : "pan"; }
function legendSize() { return narrow.matches ? 11 : 12.5; }
// how high the legend of these traces will be: plotly tells it only after all is drawn
function legendHeight(traces) {
  var pen = document.createElement("canvas").getContext("2d"), room = get("map").clientWidth - 8, rows = 1, used = 0;
  var texts_ = new Set(traces.filter(function (trace) { return trace.name && trace.showlegend !== false; })
    .sort(function (one, two) { return one.legendrank - two.legendrank; }).map(function (trace) { return trace.name; }));
  pen.font = legendSize() + "px " + getComputedStyle(explorer).fontFamily;
  texts_.forEach(function (text) {
    var wide = pen.measureText(text).width + 44;
    if (used && used + wide > room) {
      rows++;
      used = 0;
    }
    used += wide;
  });
  return 29 * rows + 1;
}
// what is in the picture, of ranges that shall be, where so many pixels below are the legend's
function seenAbove(below, ranges) {
  var wide = get("map").clientWidth - 8, high = Math.max(get("map").clientHeight - 4 - below, 50);
  return Object.assign(evened(ranges, wide / high), { wide: wide, high: high });
}
function draw(goal) {
  var lines = figure.data.filter(function (trace) { return !trace.people; }).map(linesOf), map = get("map");
  near = nearness(goal || view());
  var traces = lines.concat(peopleTraces()), below = legendHeight(traces) + 6;
  var seen = seenAbove(below, goal || view());
  Plotly.react(map, traces, layoutOf(seen, namesIn(seen), below), config);
  fit();
  readied();
}
// the first zoom after a drawing takes plotly longest: it is done ahead, in place, when nothing else is to do
var ready = 0;
function readied() {
  clearTimeout(ready);
  ready = setTimeout(function () {
    var map = get("map"), pointed = map._hoverdata && map._hoverdata.length;
    // not under somebody's hand: a click in this moment would go astray
    if (pointed || map.matches(":active")) { readied(); } else { see(view()); }
  }, 500);
}
// should the legend be of another height after all, the map ends above it nevertheless
function fit() {
  var full = get("map")._fullLayout, tall = Math.ceil((full.legend || {})._height || 0) + 6;
  if (Math.abs(full.margin.b - tall) <= 3) { return; }
  Plotly.relayout(get("map"), { "margin.b": tall });
  see(view());
  light();
}
function light() {
  var map = get("map"), seen = seenNow(), mode = dragMode(seen), change = { shapes: marks(), annotations: namesIn(seen) };
  Plotly.relayout(map, map._fullLayout.dragmode === mode ? change : Object.assign(change, { dragmode: mode }));
}

function listen() {
  var map = get("map");
  map.on("plotly_relayout", moved);
  map.on("plotly_hover", tip);
  map.on("plotly_unhover", function () { get("tip").hidden = true; });
  map.on("plotly_click", function (event) {
    var who = event.points.map(function (point) { return point.customdata; })
      .filter(function (number) { return typeof number === "number"; });
    if (who.length) { open_(who[0], false); }
  });
  map.on("plotly_legendclick", function (event) { return legend(event, false); });
  map.on("plotly_legenddoubleclick", function (event) { return legend(event, true); });
}
// a click in the legend does what the box beside does; a double click shows one class alone
function legend(event, alone) {
  var trace = get("map").data[event.curveNumber];
  if (!trace.people) {
    toggle(state.lines, trace.name);
  } else if (alone) {
    var only = state.hidden.size === classes.length - 1 && !state.hidden.has(trace.klass);
    state.hidden = new Set(only ? [] : classes.map(function (_, number) { return number; }));
    state.hidden.delete(trace.klass);
  } else { toggle(state.hidden, trace.klass); }
  apply();
  return false;
}
