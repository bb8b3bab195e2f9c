import './define/nps.js';
import './define/rating.js';
import './define/effort.js';
import './define/review.js';
import './define/review-list.js';
import './define/call.js';

export * from './index.js';
