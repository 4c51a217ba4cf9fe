using SkiaSharp;

namespace Analysis.Api.Charts;

/// <summary>Paints a sheet as PNG.</summary>
internal static class Png
{
    public static byte[] Paint(Sheet sheet)
    {
        using var surface = SKSurface.Create(new SKImageInfo(sheet.Width, sheet.Height));
        surface.Canvas.Clear(SKColor.Parse(sheet.Paper));
        surface.Canvas.Scale((float)sheet.Scale);
        foreach (var shape in sheet.Shapes) Paint(surface.Canvas, shape);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void Paint(SKCanvas canvas, Shape shape)
    {
        using var paint = new SKPaint { IsAntialias = true };
        switch (shape)
        {
            case Shape.Line line:
                Stroke(paint, line.Colour, line.Width);
                using (paint.PathEffect = line.Dashed ? SKPathEffect.CreateDash([5, 4], 0) : null)
                using (var path = PathOf(line.Through, closed: false)) canvas.DrawPath(path, paint);
                break;
            case Shape.Area area:
                paint.Color = SKColor.Parse(area.Colour);
                using (var path = PathOf(area.Around, closed: true)) canvas.DrawPath(path, paint);
                break;
            case Shape.Dot dot:
                paint.Color = SKColor.Parse(dot.Colour);
                if (dot.Hollow) Stroke(paint, dot.Colour, 1.5);
                canvas.DrawCircle(PointOf(dot.At), (float)dot.Radius, paint);
                break;
            case Shape.Text text:
                paint.Color = SKColor.Parse(text.Colour);
                Write(canvas, text, paint);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"Unknown shape {shape.GetType().Name}.");
        }
    }

    private static void Write(SKCanvas canvas, Shape.Text text, SKPaint paint)
    {
        var share = text.Anchor switch { Anchor.Middle => 0.5, Anchor.End => 1, _ => 0 };
        var x = text.At.X - (share * Fonts.Width(text.Words, text.Size, text.Bold));
        foreach (var (face, piece) in Fonts.Pieces(text.Words, text.Bold))
        {
            using var font = Fonts.Of(face, text.Size);
            canvas.DrawText(piece, (float)x, (float)text.At.Y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(piece);
        }
    }

    private static void Stroke(SKPaint paint, string colour, double width)
    {
        paint.Color = SKColor.Parse(colour);
        paint.IsStroke = true;
        paint.StrokeWidth = (float)width;
        paint.StrokeJoin = SKStrokeJoin.Round;
    }

    private static SKPath PathOf(IReadOnlyList<Spot> spots, bool closed)
    {
        using var builder = new SKPathBuilder();
        builder.AddPoly([.. spots.Select(PointOf)], closed);
        return builder.Detach();
    }

    private static SKPoint PointOf(Spot spot) => new((float)spot.X, (float)spot.Y);
}
