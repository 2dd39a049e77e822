import { drawCourse } from './draw-course.ts';
import { drawShares, nameColumns } from './draw-shares.ts';

/** All pictures of a page. Import this file only when one is made, and elsewhere only its type: see `plot.ts`. */
export const charts = { drawCourse, drawShares, nameColumns };

export type Charts = typeof charts;
