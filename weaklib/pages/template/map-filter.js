// The filters: a box a class, a list of circles, and back to everybody.

function classesEver() {
  return classes.map(function (_, klass) { return klass; }).filter(function (klass) {
    return [today].concat(past).some(function (then) { return then.tie.indexOf(klass) >= 0; });
  });
}
function boxes() {
  put(get("classes"), classesEver().map(function (klass) {
    var box = made("input", { type: "checkbox", value: klass });
    box.addEventListener("change", function () {
      toggle(state.hidden, klass);
      apply();
    });
    return made("label", { title: meanings[klass] }, [box, symbol(klass), classes[klass] + " ", made("span")]);
  }));
}
// the largest first; how many are in each is told for the day that is shown
function circleOptions() {
  var sizes = membersOf(today.tie), codes = circle.of.map(function (_, place) { return place + 1; });
  codes.sort(function (one, two) { return sizes[two] - sizes[one] || one - two; });
  if (sizes[0] && codes.length) { codes.push(0); }
  put(get("circles"), [-1].concat(codes).map(function (code) { return made("option", { value: code }); }));
}
function membersOf(tiesThen) {
  var sizes = new Uint32Array(circle.of.length + 1);
  for (var i = 0; i < size; i++) { if (tiesThen[i] !== ABSENT) { sizes[circle.at[i]]++; } }
  return sizes;
}
function tellFilters() {
  var sizes = membersOf(tie);
  get("classes").querySelectorAll("input").forEach(function (box) {
    box.checked = !state.hidden.has(+box.value);
    put(box.parentElement.lastElementChild, count(counts[+box.value]));
  });
  Array.prototype.forEach.call(get("circles").options, function (option) {
    var code = +option.value, called = code ? circle.of[code - 1] : "Without a known tie";
    put(option, code < 0 ? "All circles" : called + " (" + count(sizes[code]) + ")");
  });
  get("circles").value = state.circle;
}
function filters() {
  boxes();
  circleOptions();
  tellFilters();
  get("circles").addEventListener("change", function () {
    state.circle = +get("circles").value;
    flyTo();
  });
  get("all").addEventListener("click", everybody);
  get("focus").lastElementChild.addEventListener("click", function () {
    state.focus = null;
    flyTo();
  });
  get("filters").addEventListener("submit", function (event) { event.preventDefault(); });
}
