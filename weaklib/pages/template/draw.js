// Draws the charts of this page from the data beside it; asks nobody for anything.
(function () {
  "use strict";
  function told(name) { return JSON.parse(document.getElementById(name).textContent); }
  var figures = told("figures"), night = told("night");
  var darkness = window.matchMedia("(prefers-color-scheme: dark)");
  var touched = window.matchMedia("(max-width: 40rem)").matches;
  var printing = false;
  var config = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines"]
  };
  function chart(number) {
    return document.getElementById("chart-" + number);
  }
  // a copy, since plotly writes into what it is given; in the dark every colour is that of the night
  function copied(part, dark, coloured) {
    if (Array.isArray(part)) {
      return part.map(function (each) { return copied(each, dark, coloured); });
    }
    if (part && typeof part === "object") {
      return Object.keys(part).reduce(function (copy, key) {
        copy[key] = copied(part[key], dark, /colou?r|colorway|shadow/.test(key));
        return copy;
      }, {});
    }
    return dark && coloured && night[part] ? night[part] : part;
  }
  // on a narrow screen a finger scrolls the page, and the numbers beside bars need more of the width
  function forTouch(figure) {
    var layout = figure.layout;
    layout.dragmode = false;
    if (figure.data.some(function (trace) { return trace.type === "bar" && trace.orientation === "h"; })) {
      Object.keys(layout).filter(function (name) { return /^xaxis/.test(name); }).forEach(function (name) {
        var range = layout[name].range;
        if (range && typeof range[1] === "number") { range[1] += 0.3 * (range[1] - range[0]); }
      });
    }
  }
  // paper is light, narrower than most screens, and ends: plotly does not see it coming
  function draw() {
    figures.forEach(function (figure, number) {
      var shown = copied(figure, darkness.matches && !printing, false);
      if (touched && !printing) { forTouch(shown); }
      if (printing) {
        shown.layout.width = 660;
        shown.layout.height = Math.min(shown.layout.height, 800);
      }
      chart(number).style.height = shown.layout.height + "px";
      Plotly.react(chart(number), shown.data, shown.layout, config);
    });
  }
  draw();
  darkness.addEventListener("change", function () { if (!printing) { draw(); } });
  window.addEventListener("beforeprint", function () { printing = true; draw(); });
  window.addEventListener("afterprint", function () { printing = false; draw(); });
})();
