//! What a date is one of, where a page says so in its attributes (`itemscope`, `itemtype`): of its
//! article, or of another thing on it, such as a review or a product.

use ego_tree::NodeId;
use scraper::ElementRef;

use super::linked_data::{ARTICLES, ELSEWHERE, PAGES};

/// How types of what readers say of a thing end.
const OF_READERS: [&str; 4] = ["Answer", "Comment", "Comments", "Review"];

/// The thing that an element is a property of, with its type. A property of none is a thing by itself.
pub(super) fn item<'a>(element: ElementRef<'a>) -> Option<(NodeId, &'a str)> {
    element.value().attr("itemprop")?;
    let scope = scope(element).unwrap_or(element);
    Some((scope.id(), scope.value().attr("itemtype").unwrap_or_default()))
}

/// Whether an element is a property of the page or its article, or of no thing.
pub(super) fn is_of_page(element: ElementRef<'_>) -> bool {
    let Some(scope) = scope(element) else { return true };
    let is_untyped = scope.value().attr("itemtype").is_none_or(|it| it.trim().is_empty());
    let is_article = has_type(scope, &ARTICLES) || has_type(scope, &PAGES);
    // That of a blog is its article.
    let leads_elsewhere = |name: &str| name != "blogPost" && ELSEWHERE.contains(&name);
    let property = scope.value().attr("itemprop").unwrap_or_default();
    !property.split_whitespace().any(leads_elsewhere)
        && (is_untyped || is_article || is_review_of_page(scope))
}

/// Whether an element is what a reader says of a thing on the page.
pub(super) fn is_of_reader(element: ElementRef<'_>) -> bool {
    has_type(element, &OF_READERS) && !is_review_of_page(element)
}

/// An article may be a review.
fn is_review_of_page(item: ElementRef<'_>) -> bool {
    let mut within = item.descendants().filter_map(ElementRef::wrap);
    has_type(item, &["Review"]) && within.any(|it| it.value().name() == "h1")
}

fn scope(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut above = element.ancestors().filter_map(ElementRef::wrap);
    above.find(|above| above.value().attr("itemscope").is_some())
}

fn has_type(item: ElementRef<'_>, ends: &[&str]) -> bool {
    let types = item.value().attr("itemtype").unwrap_or_default();
    types.split_whitespace().any(|it| ends.iter().any(|end| it.ends_with(end)))
}
