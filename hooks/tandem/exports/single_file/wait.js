/*
 * What is read without scripts is not shown for a moment before the whole text takes its place. If that does not come
 * (a browser too old, a file cut short), it is shown as soon as all of the file is read.
 */
() => {
  document.body.hidden = true;
  document.addEventListener("DOMContentLoaded", () => {
    document.body.hidden = false;
  });
};
