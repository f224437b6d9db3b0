// Puts a button under each opener that copies it; without this script the text can be selected as it is.
(function () {
  "use strict";
  // older browsers, and those that hold a file for no safe place, copy what is selected
  function bySelection(text) {
    var range = document.createRange();
    range.selectNodeContents(text);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
    return document.execCommand("copy");
  }
  function copy(text, said) {
    function tell(done) { said.textContent = done ? "Copied" : "Selected: press Ctrl+C"; }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text.innerText).then(
        function () { tell(true); },
        function () { tell(bySelection(text)); }
      );
    } else {
      tell(bySelection(text));
    }
  }
  document.querySelectorAll(".opener").forEach(function (opener) {
    var text = opener.querySelector(".draft");
    var button = document.createElement("button");
    var said = document.createElement("span");
    button.type = "button";
    button.textContent = "Copy";
    said.setAttribute("role", "status");
    button.addEventListener("click", function () { copy(text, said); });
    opener.append(button, said);
  });
})();
