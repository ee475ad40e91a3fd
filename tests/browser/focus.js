// Lists what can take the focus and notes how each looks without it; from then on notes how each
// looks when the focus comes. Gives how many there are; `griotFocus()` tells what came of it.
const native = 'a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], iframe';
const name = (element) => {
  const classes = [...element.classList].map((word) => '.' + word).join('');
  return `<${element.localName}${classes}> "${(element.textContent || element.title || element.getAttribute('href') || '').trim().slice(0, 40)}"`;
};
const look = (element) => {
  const style = getComputedStyle(element);
  const clear = style.outlineStyle === 'none' || style.outlineWidth === '0px' || /^rgba.*, 0\)$/.test(style.outlineColor);
  const outline = clear ? 'none' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
  return [outline, style.boxShadow, style.backgroundColor, style.borderColor].join(' ');
};
// What is there for a pointer alone may be passed over where another link leads to the same.
const twin = (element) =>
  element.matches('a[aria-hidden=true][tabindex="-1"]') &&
  [...document.querySelectorAll('a:not([tabindex])')].some((other) => other.getAttribute('href') === element.getAttribute('href'));
// A link with a negative tabindex is one that the keyboard cannot follow; a heading with one is only a target.
const focusable = [...document.querySelectorAll(`${native}, [tabindex], [contenteditable]`)].filter(
  (element) => !element.disabled && !twin(element) && element.checkVisibility() && (element.matches(native) || element.tabIndex >= 0),
);
const before = new Map(focusable.map((element) => [element, look(element)]));
const after = new Map();
document.addEventListener('focusin', (event) => {
  const element = event.target;
  // Chromium also gives the focus to a box that scrolls.
  if (!before.has(element)) before.set(element, 'none');
  const box = element.getBoundingClientRect();
  const shown = box.bottom > 0 && box.top < innerHeight && box.width > 1 && box.height > 1;
  after.set(element, { marked: look(element) !== before.get(element), shown });
});
window.griotFocus = () => ({
  unreached: focusable.filter((element) => !after.has(element)).map(name),
  unmarked: [...after].filter(([, now]) => !now.marked).map(([element]) => name(element)),
  unseen: [...after].filter(([, now]) => !now.shown).map(([element]) => name(element)),
});
return focusable.length;
