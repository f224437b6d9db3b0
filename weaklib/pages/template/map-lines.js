// Lines as traces: coasts as they are, and of ties those both of whose ends are shown, known on that day.

function layer(trace) { return (trace.meta || {}).layer; }
function linesOf(trace) {
  var gone = trace.name ? state.lines.has(trace.name) : state.lines.size > 0 && layer(trace) === "bridge";
  // a route stands for all ties between two circles, as they are today
  if (layer(trace) === "route" && (state.circle >= 0 || state.focus || isPast())) { gone = true; }
  var few = trace.mode === "lines" && !trace.fill && trace.x ? segmentsShown(trace) : {};
  return Object.assign({}, trace, few, gone ? { visible: "legendonly" } : {});
}
function isDrawn(from, to) {
  if (from === undefined || to === undefined) { return true; }
  if (!shown[from] || !shown[to]) { return false; }
  var number = isPast() ? tieBetween(from, to) : 0;
  return number >= 0 && (!isPast() || tieKnown(number, state.step));
}
function segmentsShown(trace) {
  var x = [], y = [], from = 0, all = true;
  for (var i = 0; i <= trace.x.length; i++) {
    if (i < trace.x.length && !isNaN(trace.x[i]) && trace.x[i] !== null) { continue; }
    if (i > from) {
      if (isDrawn(at.get(key(trace.x[from], trace.y[from])), at.get(key(trace.x[i - 1], trace.y[i - 1])))) {
        for (var k = from; k < i; k++) {
          x.push(trace.x[k]);
          y.push(trace.y[k]);
        }
        x.push(null);
        y.push(null);
      } else { all = false; }
    }
    from = i + 1;
  }
  return all ? {} : { x: x.length ? x : [null], y: y.length ? y : [null] };
}
