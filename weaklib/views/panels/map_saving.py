"""A button that keeps a text as a file, made in the browser: nothing is sent anywhere."""

from __future__ import annotations

import anywidget
import traitlets

KEEP = """
function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button lm-mod-primary mod-primary";
  const look = () => {
    button.textContent = model.get("label");
    button.disabled = !model.get("text");
  };
  button.addEventListener("click", () => {
    const file = new Blob(["\\ufeff", model.get("text")], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = model.get("name");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  model.on("change:text change:label", look);
  look();
  el.append(button);
}
export default { render };
"""


class Save(anywidget.AnyWidget):
    """A button that saves `text` under `name`, where the browser keeps its downloads.

    Attributes
    ----------
    text
        What is saved; without it the button waits.
    name
        What the file is called.
    label
        What stands on the button.
    """

    _esm = KEEP
    text = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("weaklib.csv").tag(sync=True)
    label = traitlets.Unicode("Save as CSV").tag(sync=True)
