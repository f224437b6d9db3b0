// Draws the charts of this page from the data beside it; asks nobody for anything.
(function () {
  "use strict";
  var figures = JSON.parse(document.getElementById("figures").textContent);
  var config = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines"]
  };
  function chart(number) {
    return document.getElementById("chart-" + number);
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
  // paper is narrower than most screens, and plotly does not see it coming
  function resize(change) {
    figures.forEach(function (figure, number) { Plotly.relayout(chart(number), change); });
  }
  if (window.matchMedia("(max-width: 40rem)").matches) {
    figures.forEach(forTouch);
  }
  figures.forEach(function (figure, number) {
    Plotly.newPlot(chart(number), figure.data, figure.layout, config);
  });
  window.addEventListener("beforeprint", function () { resize({ width: 660 }); });
  window.addEventListener("afterprint", function () { resize({ width: null, autosize: true }); });
})();
