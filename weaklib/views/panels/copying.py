"""A button that copies a text; it asks nobody for anything and sends nothing."""

from __future__ import annotations

import anywidget
import traitlets

PUT = """
function bySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(text);
  }
}
function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button lm-mod-primary mod-primary";
  button.textContent = model.get("label");
  button.addEventListener("click", async () => {
    button.textContent = (await copy(model.get("text"))) ? "Copied" : "Could not copy: select the text";
    setTimeout(() => { button.textContent = model.get("label"); }, 2000);
  });
  el.append(button);
}
export default { render };
"""


class Copy(anywidget.AnyWidget):
    """A button that puts `text` on the clipboard of the browser.

    Attributes
    ----------
    text
        What is copied, as it is.
    label
        What stands on the button.
    """

    _esm = PUT
    text = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("Copy").tag(sync=True)

    def __repr__(self) -> str:
        """Say what it is, where no widget can be shown."""
        return "A button that copies the opener."
