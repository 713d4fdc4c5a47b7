@NullMarked
package org.dubnium.fleet.notify;

import org.jspecify.annotations.NullMarked;
