// For a browser too old for modules, which runs nothing else of ours.
/** @type {HTMLElement} */ (document.getElementById('progress')).style.display = 'none';
/** @type {HTMLElement} */ (document.getElementById('failed')).removeAttribute('hidden');
