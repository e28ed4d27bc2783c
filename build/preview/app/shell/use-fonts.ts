import { useEffect, useState } from 'react'

/** The weights of Inter that the page uses. */
const weights = [400, 500]

/**
 * Whether the page's fonts are there, or cannot be had. Their style sheet must be on the page. Text on a canvas is measured and
 * painted once: before, it would stay in another font.
 */
export function useFonts(): boolean {
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    Promise.allSettled(weights.map((weight) => document.fonts.load(`${weight} 12px Inter`))).then(() =>
      setSettled(true),
    )
  }, [])
  return isSettled
}
