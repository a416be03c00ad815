// The board's cards can be dragged onto another state, and moved by Shift with an arrow key while one has the focus.
// The cards stay what the page made them; here is only what listens. What a move means is decided by the page.
const HELD = new WeakMap()
const CARD = '[class*="st-key-card-insight-"]'
const LANE = '[class*="st-key-lane-"]'

function named(element, prefix) {
  const found = [...element.classList].find((name) => name.startsWith(prefix))
  return found ? found.slice(prefix.length) : ""
}

function listen(held) {
  const stop = new AbortController()
  const on = (name, act) => document.addEventListener(name, act, { signal: stop.signal })
  const card = (event) => (event.target instanceof Element ? event.target.closest(CARD) : null)
  const lane = (event) => (event.target instanceof Element ? event.target.closest(LANE) : null)
  const place = (element) => Number(named(element, "st-key-lane-"))
  const clear = () => document.querySelectorAll("[data-drop]").forEach((one) => one.removeAttribute("data-drop"))
  const move = (insight, to) => {
    const state = held.data.states[to]
    if (insight && state) held.tell("moved", { insight, state })
  }
  let dragged = ""

  on("pointerdown", (event) => {
    const found = card(event)
    if (found) found.draggable = true
  })
  on("dragstart", (event) => {
    const found = card(event)
    dragged = found ? named(found, "st-key-card-insight-") : ""
    if (!found) return
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", "")
    event.dataTransfer.setDragImage(found, 12, 12)
  })
  on("dragover", (event) => {
    const found = lane(event)
    if (!dragged || !found) return
    event.preventDefault()
    event.dataTransfer.dropEffect = "move"
    if (!found.hasAttribute("data-drop")) {
      clear()
      found.setAttribute("data-drop", "")
    }
  })
  on("drop", (event) => {
    const found = lane(event)
    clear()
    if (!dragged || !found) return
    event.preventDefault()
    const from = document.querySelector(`.st-key-card-insight-${CSS.escape(dragged)}`)?.closest(LANE)
    if (from !== found) move(dragged, place(found))
    dragged = ""
  })
  on("dragend", () => {
    clear()
    dragged = ""
  })
  on("keydown", (event) => {
    const found = card(event)
    if (!found || !event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return
    event.preventDefault()
    const from = found.closest(LANE)
    if (from) move(named(found, "st-key-card-insight-"), place(from) + (event.key === "ArrowRight" ? 1 : -1))
  })
  document.querySelector(".st-key-board")?.setAttribute("data-drags", "")
  return () => stop.abort()
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const held = HELD.get(parentElement) ?? {}
  held.data = data
  held.tell = setTriggerValue
  if (!held.stop) held.stop = listen(held)
  document.querySelector(".st-key-board")?.setAttribute("data-drags", "")
  HELD.set(parentElement, held)
  return () => {
    held.stop?.()
    HELD.delete(parentElement)
  }
}
