import '../define/review.js';
import {exposeApi} from '../page/script-api.js';

exposeApi();
