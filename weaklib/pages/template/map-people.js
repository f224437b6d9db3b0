// People as traces: one a class, and in it those alone who are shown. Who is hidden is not in the picture.

var base = data.figure;
var spot = { x: new Float32Array(size).fill(NaN), y: new Float32Array(size).fill(NaN) };
// how each is drawn: before their shape is evened; the edge; and whether that is the dark ring of a bridge
var look = { size: new Float32Array(size), edge: new Float32Array(size), ring: new Uint8Array(size) };
var at = new Map();

function key(x, y) { return Math.fround(x) + " " + Math.fround(y); }
function valueOf(values, place) { return values && typeof values === "object" ? values[place] : values; }
function prepare(trace) {
  ["x", "y", "people"].forEach(function (part) { if (trace[part]) { trace[part] = decoded(trace[part]); } });
  if (!trace.people) { return; }
  var edge = trace.marker.line || {}, sizes = decoded(trace.marker.size), widths = decoded(edge.width);
  var rings = decoded(edge.color);
  trace.klass = today.tie[trace.people[0]];
  trace.people.forEach(function (who, place) {
    spot.x[who] = trace.x[place];
    spot.y[who] = trace.y[place];
    at.set(key(trace.x[place], trace.y[place]), who);
    look.size[who] = valueOf(sizes, place) / data.symbols[trace.klass][1];
    look.edge[who] = valueOf(widths, place);
    look.ring[who] = typeof rings === "string" ? 0 : valueOf(rings, place);
  });
}
base.data.forEach(prepare);

function land() { return data.land[isDark() ? 1 : 0]; }
function isOpen(klass) { return /open/.test(data.symbols[klass][0]); }
// the trace of a class as the map has it; of one that nobody is in today, one after its model
function traceOf(klass) {
  var traces = figure.data.filter(function (trace) { return trace.people; });
  var own = traces.filter(function (trace) { return trace.klass === klass; })[0];
  if (own || !traces.length) { return own; }
  var edge = { color: isOpen(klass) ? colours()[klass] : land(), width: isOpen(klass) ? 1 : 0.5 };
  return Object.assign({}, traces[0], {
    klass: klass, marker: { symbol: data.symbols[klass][0], color: colours()[klass], opacity: 1, line: edge }
  });
}
function picked(values, people) {
  var few = new values.constructor(people.length);
  for (var i = 0; i < people.length; i++) { few[i] = values[people[i]]; }
  return few;
}
// on an earlier day nobody is ringed: who bridged then was not measured
function edgeOf(trace, people) {
  var edge = Object.assign({}, trace.marker.line), open = isOpen(trace.klass), by = Math.max(1, Math.min(larger(), 2));
  function thicker(pixels) { return pixels * by; }
  if (isPast()) {
    return Object.assign(edge, { width: thicker(open ? 1 : 0.5), color: open ? colours()[trace.klass] : land() });
  }
  edge.width = typeof edge.width === "object" ? picked(look.edge, people).map(thicker) : thicker(edge.width);
  if (typeof edge.color === "object") { edge.color = picked(look.ring, people); }
  return edge;
}
// one point without a place keeps the line of a class in the legend
function peopleOf(klass, members) {
  var trace = traceOf(klass), by = larger() * data.symbols[klass][1], some = members.length ? members : [0];
  var sizes = picked(look.size, some).map(function (pixels) { return pixels * by; });
  return Object.assign({}, trace, {
    x: members.length ? picked(spot.x, members) : [null],
    y: members.length ? picked(spot.y, members) : [null],
    customdata: members.length ? members : [null],
    marker: Object.assign({}, trace.marker, { size: sizes, line: edgeOf(trace, some) }),
    name: classes[klass] + " (" + count(members.length) + ")",
    legendgroup: classes[klass],
    legendrank: klass + 1,
    visible: state.hidden.has(klass) ? "legendonly" : true
  });
}
// the last class first, so that those in touch lie over those who are not
function peopleTraces() {
  var members = classes.map(function () { return []; });
  for (var i = 0; i < size; i++) { if (shown[i]) { members[tie[i]].push(i); } }
  return classes.map(function (_, klass) { return klass; }).reverse().filter(function (klass) {
    return counts[klass];
  }).map(function (klass) { return peopleOf(klass, members[klass]); });
}
