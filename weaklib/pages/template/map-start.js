// All together.

choose();
time();
draw(wholeMap);
listen();
filters();
heads();
sortTable();
showCard();
hand();
group();
setTimeout(entries, 500);
get("search").addEventListener("input", suggest);
get("search").addEventListener("keydown", keys);
get("search").addEventListener("blur", function () { expand(false); });
get("closer").addEventListener("click", function () { zoom(0.6); });
get("farther").addEventListener("click", function () { zoom(1 / 0.6); });
get("whole").addEventListener("click", whole);
get("place").addEventListener("wheel", wheel, { passive: false });
document.addEventListener("keydown", escape_);
darkness.addEventListener("change", function () {
  figure = inDark();
  boxes();
  apply();
  showCard();
});
// Escape lays down the lasso, or else closes the card
function escape_(event) {
  if (event.key !== "Escape" || event.target === get("search")) { return; }
  if (tool) { pickUp(tool); } else if (state.chosen >= 0) { close(); }
}
var resized = 0;
window.addEventListener("resize", function () {
  clearTimeout(resized);
  resized = setTimeout(function () { draw(); }, 200);
});
// paper is narrower than most screens and light, and plotly does not see it coming
var beforePaper = null;
function paper(on) {
  var goal = on ? view() : beforePaper;
  if (on === onPaper || !goal) { return; }
  beforePaper = on ? goal : null;
  onPaper = on;
  document.documentElement.classList.toggle("paper", on);
  if (darkness.matches) {
    figure = inDark();
    boxes();
    tellFilters();
    rowsOfPage();
    showCard();
  }
  draw(goal);
  see(goal);
  light();
}
window.addEventListener("beforeprint", function () { paper(true); });
window.addEventListener("afterprint", function () { paper(false); });
