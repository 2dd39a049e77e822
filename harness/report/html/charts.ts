// What is loaded only when a page is made: see plot.ts.
export { drawCourse } from './draw-course.ts';
export { drawShares, nameColumns } from './draw-shares.ts';
