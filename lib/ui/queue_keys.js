// A tick box that has the focus keeps the keys of triage to itself: single letters are handed on to the page.
// The space bar, Tab and everything with a modifier stay with the box.
const HELD = new WeakMap()

function listen() {
  const stop = new AbortController()
  const handOn = (event) => {
    const box = event.target
    const isBox = box instanceof HTMLInputElement && box.type === "checkbox" && box.closest(".st-key-list")
    if (!isBox || event.ctrlKey || event.metaKey || event.altKey || !/^[a-z]$/i.test(event.key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { key, code, keyCode, which, shiftKey } = event
    document.body.dispatchEvent(new KeyboardEvent(event.type, { key, code, keyCode, which, shiftKey, bubbles: true }))
  }
  document.addEventListener("keydown", handOn, { capture: true, signal: stop.signal })
  document.addEventListener("keyup", handOn, { capture: true, signal: stop.signal })
  return () => stop.abort()
}

export default function (component) {
  const { parentElement } = component
  if (!HELD.has(parentElement)) HELD.set(parentElement, listen())
  return () => {
    HELD.get(parentElement)?.()
    HELD.delete(parentElement)
  }
}
