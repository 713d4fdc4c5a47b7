@NullMarked
package org.dubnium.fleet.runpod;

import org.jspecify.annotations.NullMarked;
