@NullMarked
package org.dubnium.fleet.pod.store;

import org.jspecify.annotations.NullMarked;
