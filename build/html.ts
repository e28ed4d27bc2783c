/** What stands in HTML for a sign that means something there. */
export const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text inside HTML, and inside an attribute in double quotes. */
export const escapedHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
