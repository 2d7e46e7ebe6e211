-- SPDX-License-Identifier: Apache-2.0
-- Crops in the shapes that readers' pages have: 3x2 of cards, 1x1 of galleries, 40x21 where
-- a page is shared.  The tables of 0007 stood empty and named other shapes.
DROP TABLE media_crop_size;
DROP TABLE media_crop;

-- Set by hand, in thousandths of the picture's width and height; the height follows from the
-- shape.  Where there is none, a crop follows the focal point.
CREATE TABLE media_crop (
	media_id INT NOT NULL REFERENCES media (id),
	shape TEXT NOT NULL CHECK (shape IN ('3x2', '1x1', '40x21')),
	x INT NOT NULL,
	y INT NOT NULL,
	w INT NOT NULL,
	PRIMARY KEY (media_id, shape)
) STRICT;
-- What was made; the path says of which part.
CREATE TABLE media_crop_size (
	media_id INT NOT NULL REFERENCES media (id),
	shape TEXT NOT NULL CHECK (shape IN ('3x2', '1x1', '40x21')),
	format TEXT NOT NULL CHECK (format IN ('jpeg', 'webp', 'avif', 'png')),
	width INT NOT NULL,
	height INT NOT NULL,
	path TEXT NOT NULL,
	bytes INT NOT NULL,
	PRIMARY KEY (media_id, shape, format, width)
) STRICT;
CREATE INDEX media_crop_size_path ON media_crop_size (path);
