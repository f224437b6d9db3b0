// Elements, all of whose texts stay text, and the shapes of the classes.

var explorer = document.querySelector(".explorer");
var narrow = window.matchMedia("(max-width: 40rem)");
var darkness = window.matchMedia("(prefers-color-scheme: dark)");
// paper is light, whatever the screen is
var onPaper = false;
function isDark() { return darkness.matches && !onPaper; }

function made(tag, attributes, inside) { return filled(document.createElement(tag), attributes, inside); }
function drawn(tag, attributes, inside) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, inside);
}
function filled(element, attributes, inside) {
  Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
  [].concat(inside === undefined ? [] : inside).forEach(function (part) {
    if (part !== null) { element.append(part); }
  });
  return element;
}
function get(id) { return document.getElementById(id); }
function put(element, inside) {
  element.textContent = "";
  return filled(element, {}, inside);
}
function button(text, what, attributes) {
  var made_ = made("button", Object.assign({ type: "button" }, attributes), text);
  made_.addEventListener("click", what);
  return made_;
}

var SHAPES = {
  "strong": "M2 2H12V12H2Z", "moderately weak": "M7 .5L13.5 7L7 13.5L.5 7Z",
  "weak": "M7 1.5A5.5 5.5 0 1 1 6.99 1.5Z", "fading": "M.8 2.2H13.2L7 12.8Z",
  "dormant": "M.8 11.8H13.2L7 1.2Z", "nominal": "M7 2A5 5 0 1 1 6.99 2Z",
  "unknown": "M7 2A5 5 0 1 1 6.99 2ZM7 6A1 1 0 1 1 6.99 6Z"
};
function colours() { return data.colours[isDark() ? 1 : 0]; }
function symbol(number) {
  var open = classes[number] === "nominal" || classes[number] === "unknown";
  var look = open ? { fill: "none", stroke: colours()[number], "stroke-width": 1.6 } : { fill: colours()[number] };
  var shape = drawn("path", Object.assign({ d: SHAPES[classes[number]] }, look));
  return drawn("svg", { viewBox: "0 0 14 14", class: "symbol", "aria-hidden": "true" }, shape);
}
function ink(variable) { return getComputedStyle(explorer).getPropertyValue(variable).trim(); }
// plotly reads a small HTML in every text: nothing of a name may be that
function still(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\$/g, "&#36;")
    .replace(/%\{/g, "&#37;{");
}
