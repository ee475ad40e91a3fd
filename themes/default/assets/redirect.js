// Leads on to where the page is now, and to the same place in it; the browser alone would forget that.
location.replace(document.currentScript.dataset.to + location.hash);
