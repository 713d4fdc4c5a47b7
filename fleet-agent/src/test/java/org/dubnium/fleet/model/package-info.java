@NullMarked
package org.dubnium.fleet.model;

import org.jspecify.annotations.NullMarked;
