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
  function fit() {
    figures.forEach(function (figure, number) { Plotly.Plots.resize(chart(number)); });
  }
  if (window.matchMedia("(max-width: 40rem)").matches) {
    figures.forEach(function (figure) { figure.layout.dragmode = false; });
  }
  figures.forEach(function (figure, number) {
    Plotly.newPlot(chart(number), figure.data, figure.layout, config);
  });
  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", fit);
})();
