/** What was clicked first, as it stood there. */
let first: { button: Element; label: string } | undefined;

const buttonAt = (target: EventTarget | null) =>
  target instanceof Element ? (target.closest('button') ?? undefined) : undefined;

/**
 * Swallows the second click of a double click on what came under the pointer in between: a card goes to another column at once, and the
 * next one stands in its place; 'Cancel' becomes 'Cancel it?'.
 */
export function dropStraySecondClick(event: MouseEvent): void {
  const button = buttonAt(event.target);
  if (event.detail <= 1) {
    first = button && { button, label: button.textContent };
    return;
  }
  if (button === undefined || (button === first?.button && button.textContent === first.label)) return;
  event.preventDefault();
  event.stopPropagation();
}
