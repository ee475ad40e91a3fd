// Gives the luminance of the body's background, and each text whose contrast with what is behind it
// is below 4.5:1 (WCAG 2.2, 1.4.3; larger text may have less, and is held to the same here).
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const pen = canvas.getContext('2d', { willReadFrequently: true });

// The canvas knows every way to write a colour, and how one shines through another.
const mix = (layers) => {
  pen.globalAlpha = 1;
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, 1, 1);
  for (const [colour, alpha] of layers) {
    pen.globalAlpha = alpha;
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
  }
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
};
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const behind = (element) => {
  const layers = [];
  for (let each = element; each; each = each.parentElement) {
    layers.unshift([getComputedStyle(each).backgroundColor, 1]);
  }
  return layers;
};
const opacity = (element) => {
  let product = 1;
  for (let each = element; each; each = each.parentElement) product *= getComputedStyle(each).opacity;
  return product;
};
const name = (element) => {
  const classes = [...element.classList].map((word) => '.' + word).join('');
  return `<${element.localName}${classes}> "${element.textContent.trim().slice(0, 40)}"`;
};

const seen = new Map();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
  const layers = behind(element);
  const ink = [getComputedStyle(element).color, opacity(element)];
  const key = JSON.stringify([layers, ink]);
  if (seen.has(key)) continue;
  const [a, b] = [luminance(mix(layers)), luminance(mix([...layers, ink]))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  seen.set(key, { element: name(element), ratio: Math.round(ratio * 100) / 100, enough: ratio >= 4.5 });
}
return {
  background: luminance(mix(behind(document.body))),
  pairs: seen.size,
  faint: [...seen.values()].filter((text) => !text.enough).map((text) => `${text.ratio}:1 ${text.element}`),
};
