// The time slider: the map as it was at the end of each year. Who was not known yet is not in the picture.

var STEP = 1500, playing = 0;  // milliseconds that a day is shown when the years are replayed

function goTo(step) {
  var then = step < steps ? past[step] : today;
  state.step = step;
  tie = then.tie;
  strength = then.strength;
  choose();
  tellTime();
  apply();
  showCard();
}
function tellTime() {
  var slider = get("day"), words = onDay(dayAt(state.step));
  slider.value = state.step;
  slider.setAttribute("aria-valuetext", words);
  put(get("when"), words);
  get("then").hidden = !isPast();
  put(get("then"), isPast() ? "You knew " + count(knownThen) + " of the " + counted(size, "person", "people") + " of today. "
    + "Classes and ties are as of that day; places, circles and sizes as of " + onDay(cards.day) + "." : "");
}
function play() {
  if (playing) { return pause(); }
  goTo(isPast() ? state.step : 0);
  playing = setInterval(function () {
    if (!isPast()) { return pause(); }
    goTo(state.step + 1);
  }, STEP);
  put(get("play"), "Pause");
}
function pause() {
  clearInterval(playing);
  playing = 0;
  put(get("play"), "Replay");
}
function time() {
  var still_ = window.matchMedia("(prefers-reduced-motion: reduce)");
  get("time").hidden = !steps;
  get("day").max = steps;
  get("day").addEventListener("input", function () {
    pause();
    goTo(+get("day").value);
  });
  get("play").addEventListener("click", play);
  // nothing moves by itself for those who asked for that: the slider does the same
  function calm() {
    get("play").hidden = still_.matches;
    if (still_.matches) { pause(); }
  }
  still_.addEventListener("change", calm);
  calm();
  tellTime();
}
