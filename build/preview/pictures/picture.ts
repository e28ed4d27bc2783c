import { PNG } from 'pngjs'

/** Pixels, four bytes each. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Buffer
}

/** Reads a PNG. */
export const decode = (png: Buffer): Picture => PNG.sync.read(png)

/**
 * Writes a PNG without transparency. Flat areas and lines deflate best as they are: PNG's filters make the picture of
 * a dashboard a fifth larger.
 */
export function encode({ width, height, data }: Picture): Buffer {
  const png = new PNG({ width, height })
  png.data = data
  return PNG.sync.write(png, { colorType: 2, filterType: 0, deflateStrategy: 0, deflateLevel: 9 })
}

/** A part of a picture, as far as it lies inside. */
export function crop(
  picture: Picture,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Picture {
  const left = clamp(box.left, picture.width - 1)
  const top = clamp(box.top, picture.height - 1)
  const part = blank(clamp(box.width, picture.width - left) || 1, clamp(box.height, picture.height - top) || 1)
  PNG.bitblt(asPng(picture), asPng(part), left, top, part.width, part.height, 0, 0)
  return part
}

/** The picture in the upper left corner of a larger one, which is clear elsewhere. */
export function pad(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  const padded = blank(width, height)
  PNG.bitblt(asPng(picture), asPng(padded), 0, 0, picture.width, picture.height, 0, 0)
  return padded
}

/** Pictures side by side, with a gap between them. */
export function beside(pictures: readonly Picture[]): Picture {
  const width = pictures.reduce((sum, each) => sum + each.width + gap, -gap)
  const strip = blank(width, Math.max(...pictures.map(({ height }) => height)))
  strip.data.fill(grey)
  let left = 0
  for (const each of pictures) {
    PNG.bitblt(asPng(each), asPng(strip), 0, 0, each.width, each.height, left, 0)
    left += each.width + gap
  }
  return strip
}

const gap = 16
const grey = Buffer.from([128, 128, 128, 255])

const clamp = (value: number, largest: number): number => Math.min(Math.max(Math.round(value), 0), largest)

const blank = (width: number, height: number): Picture => ({ width, height, data: Buffer.alloc(width * height * 4) })

const asPng = (picture: Picture): PNG => Object.assign(new PNG(), picture)
