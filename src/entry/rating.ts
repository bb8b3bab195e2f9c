import '../define/rating.js';
import {exposeApi} from '../page/script-api.js';

exposeApi();
