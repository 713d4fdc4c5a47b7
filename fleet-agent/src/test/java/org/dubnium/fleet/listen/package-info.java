@NullMarked
package org.dubnium.fleet.listen;

import org.jspecify.annotations.NullMarked;
