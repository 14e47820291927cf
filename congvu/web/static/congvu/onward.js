// A form that only a person without JavaScript has to press.
for (const form of document.querySelectorAll("form[data-onward]")) form.requestSubmit();
