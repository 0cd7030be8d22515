const PAUSE = 700; // milliseconds

/**
 * Tells screen readers what changed, once typing pauses: a message for each
 * letter would drown the letters.
 *
 * @param {HTMLElement} region with role=status, always in the page
 * @returns {(text: string) => void} with nothing to say, what was said goes at once
 */
export function announcer(region) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (region.textContent = text), text ? PAUSE : 0);
  };
}
