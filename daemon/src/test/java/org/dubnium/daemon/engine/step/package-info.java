@NullMarked
package org.dubnium.daemon.engine.step;

import org.jspecify.annotations.NullMarked;
