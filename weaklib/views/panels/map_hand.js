// What a hand does on the map: click somebody, draw a lasso, keep the picture. People are told by number.
const WHOLE = ".weaklib-map", GRAPH = ".js-plotly-plot";

function numbers(event) {
  const found = (event?.points ?? []).map(point => [].concat(point.customdata ?? [])[0]);
  return [...new Set(found.filter(Number.isInteger))];
}

const SETTLED = 400;  // milliseconds until plotly has made the map as wide as its column
const LINE = {heading: 25, small: 16};  // the heights of a line of each, in pixels
const ROUND = 190;  // what of the window is not the notebook, and a little of what stands above the map
const WIDEST_LINE = 880;  // so wide is a picture at least, that no line of its note is cut

function lines(text) {
  return text ? text.split("<br>").length : 0;
}

// The map as it is seen, with its title above it and its note below the legend.
function titled(graph, heading, small) {
  const {data, layout} = structuredClone({data: graph.data, layout: graph.layout});
  const {t, b} = graph._fullLayout._size, {width, height} = graph.getBoundingClientRect();
  const above = 34 + LINE.heading * lines(heading), below = 10 + LINE.small * lines(small);
  const note = {
    text: small, showarrow: false, align: "left", font: {size: 12},
    xref: "paper", x: 0, xanchor: "left", yref: "paper", y: 0, yanchor: "top", yshift: -b,
  };
  const wide = Math.max(width, WIDEST_LINE), high = (height - t - b) * wide / width;
  const size = {width: Math.round(wide), height: Math.round(high + above + b + below)};
  const title = {text: heading, pad: {l: 18, t: lines(heading) > 1 ? 30 : 18}};
  Object.assign(layout, size, {autosize: false, title, annotations: [...layout.annotations ?? [], note]});
  layout.margin = {...layout.margin, t: above, b: b + below};
  return {picture: {data, layout}, size};
}

function keep(graph, format, heading, small) {
  const {picture, size} = titled(graph, heading, small);
  return window.Plotly.downloadImage(picture, {format, filename: "weaklib-map", scale: format === "png" ? 2 : 1, ...size});
}

// The buttons that replay the years have only pictures on them.
function nameReplay(whole) {
  const said = ["Replay the time, or pause", "Stop the replay"];
  whole.querySelectorAll(".widget-play button").forEach((button, at) => {
    button.title = said[at] ?? "";
    button.setAttribute("aria-label", button.title);
  });
}

function render({model, el}) {
  let graph = null, turn = 0, moved = false, fitting = false, later = null, room = "";
  const tell = (name, said) => {
    model.set(name, [...said, --turn]);
    model.save_changes();
  };
  const hold = () => {
    const found = el.closest(WHOLE)?.querySelector(GRAPH);
    if (!found?.on) return;
    graph = found;
    nameReplay(el.closest(WHOLE));
    found.setAttribute("role", "group");
    found.setAttribute("aria-label", "The map. The search finds everybody on it; those shown can be listed below it.");
    found.on("plotly_click", event => { const [one] = numbers(event); if (one !== undefined) tell("clicked", [one]); });
    found.on("plotly_selected", event => {
      if (!event?.lassoPoints && !event?.range) return;
      tell("circled", numbers(event));
      setTimeout(() => window.Plotly.relayout(found, {selections: []}));  // rings stand for the line from here on
    });
    width.observe(found.parentElement);
    found.on("plotly_relayout", event => {
      if (fitting || !Object.keys(event).some(name => /^[xy]axis/.test(name))) return;
      const [left, right] = model.get("view"), [from, to] = event["xaxis.range"] ?? [];
      moved = !(Math.abs(from - left) < 0.01 && Math.abs(to - right) < 0.01);
    });
    // another legend leaves the sea another room, and plotly then shows more of it, never less
    found.on("plotly_afterplot", () => {
      const {w, h} = found._fullLayout._size, now = `${Math.round(w)} ${Math.round(h)}`;
      if (now === room) return;
      room = now;
      clearTimeout(later);
      later = setTimeout(fit, SETTLED);
    });
  };
  // plotly draws the map first as wide as it thinks best, and keeps the part of the sea that it then showed
  const fit = async () => {
    const [left, right, bottom, top] = model.get("view");
    if (moved || top === undefined || !graph?.offsetParent) return;
    fitting = true;
    await window.Plotly.relayout(graph, {"xaxis.range": [left, right], "yaxis.range": [bottom, top]});
    fitting = false;
  };
  // the map is as high as its width asks for, but not higher than the window; the card beside it is as high
  const raise = () => {
    const [left, right, bottom, top] = model.get("view"), {l, r, t, b} = graph._fullLayout._size;
    if (top === undefined) return;
    const asked = (graph.parentElement.clientWidth - l - r) * (top - bottom) / (right - left) + t + b;
    const high = Math.round(Math.max(model.get("least"), Math.min(asked, window.innerHeight - ROUND)));
    if (Math.abs(high - graph._fullLayout.height) > 2) window.Plotly.relayout(graph, {height: high, autosize: true});
    const card = el.closest(WHOLE)?.querySelector(".weaklib-beside");
    if (card) card.style.maxHeight = `${high + 40}px`;
  };
  // plotly follows the window, not the column that it stands in
  const width = new ResizeObserver(() => {
    if (!graph?.offsetParent) return;
    raise();
    window.dispatchEvent(new Event("resize"));
    clearTimeout(later);
    later = setTimeout(fit, SETTLED);
  });
  const drawn = event => { if (el.closest(WHOLE)?.contains(event.detail.element)) hold(); };
  document.addEventListener("plotlywidget-after-render", drawn);
  el.style.cssText = "display: flex; gap: 4px; padding: 2px";
  for (const format of ["svg", "png"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "jupyter-button";
    button.textContent = `Save as ${format.toUpperCase()}`;
    button.title = `Keep this view as a ${format.toUpperCase()} file`;
    button.addEventListener("click", () => { if (graph) keep(graph, format, model.get("heading"), model.get("small")); });
    el.append(button);
  }
  const shade = () => {
    model.set("dark", document.body.dataset.jpThemeLight === "false");
    model.save_changes();
  };
  const theme = new MutationObserver(shade);
  theme.observe(document.body, {attributes: true, attributeFilter: ["data-jp-theme-light"]});
  shade();
  requestAnimationFrame(hold);
  return () => {
    theme.disconnect();
    document.removeEventListener("plotlywidget-after-render", drawn);
    width.disconnect();
  };
}
export default {render};
